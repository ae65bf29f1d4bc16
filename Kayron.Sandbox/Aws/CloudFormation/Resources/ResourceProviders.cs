using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;
using Kayron.Sandbox.Aws.Ecr;
using Kayron.Sandbox.Aws.Ecs;
using Kayron.Sandbox.Aws.S3;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Which provider makes which type of resource.</summary>
public sealed class ResourceProviders(AwsContext context, EcsResources ecs, ObjectStore store) : IResourceProvider
{
    private readonly PlainProvider _plain = new(context);

    public Provisioned Provision(ProvisionRequest request)
    {
        if (request.Type is ResourceTypeNames.TaskDefinition or ResourceTypeNames.Service) return ecs.Provision(request);
        var provisioned = _plain.Provision(request);
        if (provisioned.Failure is null) MakeReal(request, provisioned);
        return provisioned;
    }

    public void Delete(string account, ResourceState resource)
    {
        switch (resource.Type)
        {
            case ResourceTypeNames.TaskDefinition or ResourceTypeNames.Service or ResourceTypeNames.Cluster:
                ecs.Delete(account, resource);
                break;
            case ResourceTypeNames.Repository:
                context.State.Account(account).Repositories.Remove(resource.PhysicalId);
                break;
            case ResourceTypeNames.Bucket:
                context.State.Buckets.Remove(resource.PhysicalId);
                break;
        }
    }

    private void MakeReal(ProvisionRequest request, Provisioned provisioned)
    {
        switch (request.Type)
        {
            case ResourceTypeNames.Cluster:
                ecs.DefineCluster(request, provisioned.PhysicalId);
                break;
            case ResourceTypeNames.Repository:
                var mutability = request.Text("ImageTagMutability") ?? "MUTABLE";
                RepositoryState.Ensure(context, request.Stack.Account, provisioned.PhysicalId).TagMutability = mutability;
                break;
            case ResourceTypeNames.Bucket when request.Current is null && !context.State.Buckets.ContainsKey(provisioned.PhysicalId.ToLowerInvariant()):
                store.Create(provisioned.PhysicalId.ToLowerInvariant(), request.Stack.Account);
                break;
        }
    }
}
