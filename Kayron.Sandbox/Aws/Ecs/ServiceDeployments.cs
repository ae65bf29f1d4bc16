using Kayron.Sandbox.Aws.CloudFormation.Execution;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.Ecr;

namespace Kayron.Sandbox.Aws.Ecs;

/// <summary>How a deployment will go.</summary>
public sealed record DeploymentPlan(TimeSpan Duration, string? Failure, IReadOnlyList<ParkedStep> Steps);

/// <summary>Rolls services over to another task definition: new tasks come up, then the old ones go, or the circuit breaker gives up.</summary>
public sealed class ServiceDeployments(AwsContext context, ImageRegistry registry)
{
    private const double StartingSeconds = 7;
    private const double CompleteSeconds = 16;
    private const double GivingUpSeconds = 12;

    /// <param name="failure">Why its tasks shall not start, where a fault wants it so.</param>
    public DeploymentPlan Start(ServiceState service, string taskDefinition, int desired, string? failure)
    {
        service.TaskDefinition = taskDefinition;
        service.DesiredCount = desired;
        foreach (var former in service.Deployments) former.Status = "ACTIVE";
        var deployment = new DeploymentState
        {
            Id = $"ecs-svc/{Digits(19)}", TaskDefinition = taskDefinition, Created = context.Now, Updated = context.Now, Desired = desired,
            RolloutStateReason = "ECS deployment in progress.",
        };
        service.Deployments.Insert(0, deployment);
        Tell(service, $"has started {desired} tasks.");
        AddTasks(service, deployment);
        failure ??= MissingImage(service, taskDefinition);
        return failure is null || desired == 0 ? Succeeding(service, deployment) : Failing(service, deployment, failure);
    }

    public void Apply(RunTasks step)
    {
        if (Primary(step.ServiceArn, step.DeploymentId) is not ({ } service, { } deployment)) return;
        foreach (var task in Of(service, deployment)) task.LastStatus = "RUNNING";
        foreach (var task in Of(service, deployment)) task.Started = context.Now;
        deployment.Updated = context.Now;
    }

    public void Apply(CompleteDeployment step)
    {
        if (Primary(step.ServiceArn, step.DeploymentId) is not ({ } service, { } deployment)) return;
        Stop(service, task => task.DeploymentId != deployment.Id, "Scaling activity initiated by deployment");
        service.Deployments.RemoveAll(other => other != deployment);
        deployment.RolloutState = "COMPLETED";
        deployment.RolloutStateReason = $"ECS deployment {deployment.Id} completed.";
        deployment.Updated = context.Now;
        Tell(service, $"(deployment {deployment.Id}) deployment completed.");
        Tell(service, "has reached a steady state.");
    }

    public void Apply(FailDeployment step)
    {
        if (Primary(step.ServiceArn, step.DeploymentId) is not ({ } service, { } deployment)) return;
        deployment.RolloutState = "FAILED";
        deployment.RolloutStateReason = "ECS deployment circuit breaker: tasks failed to start.";
        deployment.FailedTasks = Math.Max(3, deployment.Desired);
        deployment.Updated = context.Now;
        Stop(service, task => task.DeploymentId == deployment.Id, step.Reason);
        Tell(service, $"(deployment {deployment.Id}) deployment failed: tasks failed to start.");
    }

    public void Remove(ServiceState service)
    {
        service.Status = "INACTIVE";
        service.DesiredCount = 0;
        service.Deployments.Clear();
        Stop(service, _ => true, "Service was deleted");
    }

    private DeploymentPlan Succeeding(ServiceState service, DeploymentState deployment)
    {
        var duration = context.Scaled(CompleteSeconds);
        return new DeploymentPlan(duration, null,
        [
            new ParkedStep(context.Scaled(StartingSeconds), new RunTasks(service.Arn, deployment.Id)),
            new ParkedStep(duration, new CompleteDeployment(service.Arn, deployment.Id)),
        ]);
    }

    private DeploymentPlan Failing(ServiceState service, DeploymentState deployment, string reason)
    {
        var duration = context.Scaled(GivingUpSeconds);
        var failure = $"Resource handler returned message: \"Error occurred during operation 'ECS Deployment Circuit Breaker was triggered: {reason}'.\" (RequestToken: {context.NextGuid()}, HandlerErrorCode: GeneralServiceException)";
        return new DeploymentPlan(duration, failure, [new ParkedStep(duration, new FailDeployment(service.Arn, deployment.Id, reason))]);
    }

    private string? MissingImage(ServiceState service, string taskDefinition)
    {
        var account = Arn.Account(service.Arn);
        if (!context.State.Account(account).Ecs.TaskDefinitions.TryGetValue(taskDefinition, out var definition)) return $"The task definition {taskDefinition} does not exist";
        var missing = definition.Containers().Select(container => registry.Pull(container.Image, account)).FirstOrDefault(image => image.Digest is null);
        return missing is null ? null : $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {missing.Reference}: {missing.Reference}: not found";
    }

    private void AddTasks(ServiceState service, DeploymentState deployment)
    {
        var account = Arn.Account(service.Arn);
        var containers = context.State.Account(account).Ecs.TaskDefinitions.GetValueOrDefault(deployment.TaskDefinition)?.Containers().ToList() ?? [];
        for (var index = 0; index < deployment.Desired; index++)
        {
            var id = context.NextHex(32);
            service.Tasks.Add(new TaskState
            {
                Arn = $"{service.ClusterArn.Replace(":cluster/", ":task/")}/{id}",
                TaskDefinition = deployment.TaskDefinition,
                DeploymentId = deployment.Id,
                Created = context.Now,
                LastStatus = "PENDING",
                Containers = [.. containers.Select(container => new ContainerState(container.Name, container.Image, registry.Pull(container.Image, account).Digest, $"{id}-{context.NextHex(10)}"))],
            });
        }
    }

    /// <summary>Stopped tasks stay to be seen until the deployment after next.</summary>
    private void Stop(ServiceState service, Func<TaskState, bool> which, string reason)
    {
        service.Tasks.RemoveAll(task => task.LastStatus == "STOPPED");
        foreach (var task in service.Tasks.Where(which))
        {
            task.LastStatus = task.DesiredStatus = "STOPPED";
            task.Stopped = context.Now;
            task.StoppedReason = reason;
        }
    }

    private (ServiceState? Service, DeploymentState? Deployment) Primary(string serviceArn, string deploymentId) =>
        context.State.Account(Arn.Account(serviceArn)).Ecs.Services.TryGetValue(serviceArn, out var service) && service.Deployments.FirstOrDefault() is { } first && first.Id == deploymentId
            ? (service, first)
            : (null, null);

    private static IEnumerable<TaskState> Of(ServiceState service, DeploymentState deployment) => service.Tasks.Where(task => task.DeploymentId == deployment.Id && task.DesiredStatus == "RUNNING");

    private void Tell(ServiceState service, string message)
    {
        service.Events.Insert(0, new ServiceEventState(context.NextGuid(), context.Now, $"(service {service.Name}) {message}"));
        if (service.Events.Count > 100) service.Events.RemoveAt(100);
    }

    private string Digits(int length) => string.Concat(context.NextHex(length).Select(digit => (char)('0' + Convert.ToInt32(digit.ToString(), 16) % 10)));
}
