using static Kayron.Sandbox.Aws.CloudFormation.Resources.ContainerTypes;

namespace Kayron.Sandbox.Aws.CloudFormation.Resources;

/// <summary>Where data lives: what is replaced here is lost.</summary>
public static class StorageTypes
{
    public static IEnumerable<ResourceType> All { get; } =
    [
        new("AWS::S3::Bucket")
        {
            NameProperty = "BucketName", Replacing = Set("BucketName"),
            Attributes = Map(("Arn", "arn:aws:s3:::{id}"), ("DomainName", "{id}.s3.amazonaws.com"), ("RegionalDomainName", "{id}.s3.{region}.amazonaws.com"), ("WebsiteURL", "http://{id}.s3-website-{region}.amazonaws.com")),
        },
        new("AWS::S3::BucketPolicy") { Replacing = Set("Bucket"), Taggable = false },
        new("AWS::DynamoDB::Table")
        {
            NameProperty = "TableName", Replacing = Set("TableName", "KeySchema", "ImportSourceSpecification"), MayReplace = Set("AttributeDefinitions", "LocalSecondaryIndexes"),
            Attributes = Map(("Arn", "arn:aws:dynamodb:{region}:{account}:table/{id}"), ("StreamArn", "arn:aws:dynamodb:{region}:{account}:table/{id}/stream/latest")), Seconds = 6,
        },
        new("AWS::RDS::DBInstance")
        {
            NameProperty = "DBInstanceIdentifier", SnapshotOnDelete = true, Seconds = 12,
            Replacing = Set("DBInstanceIdentifier", "DBName", "CharacterSetName", "DBSubnetGroupName", "KmsKeyId", "MasterUsername", "StorageEncrypted", "Timezone", "DBClusterIdentifier"),
            MayReplace = Set("Engine", "EngineVersion", "SourceDBInstanceIdentifier", "AvailabilityZone"),
            Attributes = Map(("Endpoint.Address", "{id}.{hex12}.{region}.rds.amazonaws.com"), ("Endpoint.Port", "5432"), ("DBInstanceArn", "arn:aws:rds:{region}:{account}:db:{id}")),
        },
        new("AWS::RDS::DBCluster")
        {
            NameProperty = "DBClusterIdentifier", SnapshotOnDelete = true, Seconds = 12,
            Replacing = Set("DBClusterIdentifier", "DatabaseName", "DBSubnetGroupName", "EngineMode", "KmsKeyId", "MasterUsername", "StorageEncrypted", "AvailabilityZones"),
            MayReplace = Set("Engine"),
            Attributes = Map(("Endpoint.Address", "{id}.cluster-{hex12}.{region}.rds.amazonaws.com"), ("Endpoint.Port", "5432"), ("ReadEndpoint.Address", "{id}.cluster-ro-{hex12}.{region}.rds.amazonaws.com"), ("DBClusterArn", "arn:aws:rds:{region}:{account}:cluster:{id}")),
        },
        new("AWS::RDS::DBSubnetGroup") { NameProperty = "DBSubnetGroupName", Replacing = Set("DBSubnetGroupName") },
        new("AWS::ElastiCache::ReplicationGroup")
        {
            NameProperty = "ReplicationGroupId", SnapshotOnDelete = true, Seconds = 10, Replacing = Set("ReplicationGroupId", "AtRestEncryptionEnabled", "CacheSubnetGroupName", "KmsKeyId", "Port"), MayReplace = Set("TransitEncryptionEnabled"),
            Attributes = Map(("PrimaryEndPoint.Address", "{id}.{hex6}.ng.0001.{region}.cache.amazonaws.com"), ("PrimaryEndPoint.Port", "6379")),
        },
        new("AWS::EFS::FileSystem") { PhysicalId = "fs-{hex17}", Replacing = Set("AvailabilityZoneName", "Encrypted", "KmsKeyId", "PerformanceMode"), Attributes = Map(("FileSystemId", "{id}"), ("Arn", "arn:aws:elasticfilesystem:{region}:{account}:file-system/{id}")), Seconds = 6 },
        new("AWS::EFS::MountTarget") { PhysicalId = "fsmt-{hex17}", Replacing = Set("FileSystemId", "SubnetId", "IpAddress"), Taggable = false },
    ];
}
